"""Video: a file read frame by frame, with an annotated video and each person's expressions over time."""

import streamlit as st

from emotion.jobs.job import JobState
from emotion.video.opening import ENDINGS, FORMATS
from emotion.web.shared import uploads
from emotion.web.shared.page import begin
from emotion.web.video import options, session, upload, view

page = begin(
    "Videos",
    "What the faces in a video look like, from its beginning to its end. The file lies in a private folder on the "
    "server until you remove it or leave.",
    "pages/video.py",
)
host, video_session = page.host, session.current()
video_session.settle()
job = video_session.job
state = JobState() if job is None else job.state  # asked once: it may change at any time
if job is None or state.ended:
    model = page.model()
    chosen_options = options.choose()
    read = session.starting(video_session, model, chosen_options, host)
else:
    options.chosen(job.model, job.options)
if video_session.problem:
    st.error(video_session.problem)

if job is None:
    view.forget()
    if video_session.uploaded is None:
        chosen = st.file_uploader(
            f"One video: {FORMATS}, up to {upload.largest(host)} MB and {host.max_video_minutes} minutes",
            type=uploads.types("video", ENDINGS),
            max_upload_size=upload.largest(host),
            key=f"video {video_session.generation}",
        )
        if chosen:
            session.receive(video_session, chosen, host)
            st.rerun()
        if st.button("Use the sample clip"):
            session.take_sample(video_session, host)
            st.rerun()
    else:
        view.uploaded(video_session.uploaded)
        with st.container(horizontal=True):
            st.button("Read the video", type="primary", on_click=read)
            st.button("Remove", on_click=video_session.release)
    if not video_session.problem and video_session.uploaded is None:
        st.info("No video yet. Choose one above. Settings are in the sidebar, on a phone behind the arrows at the top.")
elif state.result is not None:
    view.results(video_session, job, read)
elif state.ended:
    st.error(state.problem)
    with st.container(horizontal=True):
        st.button("Read again", on_click=read)
        st.button("Choose another video", on_click=video_session.release)
else:
    view.progress(video_session)
    st.caption("You may use the other pages meanwhile. Closing this tab ends the reading.")
