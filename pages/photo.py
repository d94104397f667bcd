"""Photo: pictures from files, a snapshot or the sample, read face by face."""

from typing import Final

import streamlit as st

from emotion.model_store import ModelError
from emotion.photos import Sensitivity
from emotion.web import album, consent, entrance, networks, photo_view, resources
from emotion.web.sample import PICTURE
from emotion.web.settings import SettingError, host_settings

SENSITIVITIES: Final[tuple[Sensitivity, ...]] = ("low", "normal", "high")

entrance.through_app("pages/photo.py")
st.title("Photos", anchor=False)
st.markdown(
    "What the faces in your pictures look like. Pictures stay in the server's memory, until you remove them or leave."
)

try:
    host = host_settings()
    network = resources.network(host.model)
except (ModelError, SettingError) as error:
    st.error(f"The page cannot start. {error}")
    st.stop()

held = album.album()
with st.sidebar:
    st.subheader("Settings", anchor=False)
    sensitivity = st.select_slider(
        "Detection sensitivity",
        SENSITIVITIES,
        value=SENSITIVITIES[1],
        help="High finds more small, dim and turned faces, and takes more textures for faces.",
    )
    blurred = st.toggle("Blur faces", help="In what is shown and in what is downloaded.")
    cards = {title: record.card for title, record in networks.records()[0].items() if record.card.has_network}
    others = [title for title, card in cards.items() if card.name != network.card.name]
    compared = st.selectbox("Compare with", others, index=None, placeholder="No other network")

source = st.segmented_control("Pictures from", ["Files", "Camera", "Sample"], default="Files", required=True)
if source == "Files":
    chosen = st.file_uploader(
        f"Up to {host.max_pictures} pictures, {host.max_picture_mb} MB together; each at most 40 MB and 50 megapixels",
        type=["jpg", "jpeg", "png", "webp", "heic", "heif", "avif", "bmp", "gif", "tif", "tiff"],
        accept_multiple_files=True,
        key=f"files {held.generation}",
    )
    files = [(file.name, file.getvalue()) for file in chosen]
elif source == "Camera":
    if not consent.given():
        consent.ask()
        st.stop()
    shot = st.camera_input("Snapshot", key=f"shot {held.generation}")
    files = [("snapshot.jpg", shot.getvalue())] if shot else []
else:
    st.caption("Eileen Collins, astronaut. NASA, public domain.")
    files = [("astronaut.jpg", PICTURE.read_bytes())] if st.button("Read the astronaut") else []
if files:
    album.add(held, files, host.max_pictures, host.max_picture_mb)
    held.generation += 1  # the uploader forgets them, so that each is held once
    st.rerun()

album.read(held, network, sensitivity)
for problem in held.problems:
    st.error(problem)
if not held.photos:
    st.info("No picture yet.")
    st.stop()

way = network.card.name, sensitivity
read = [(photo, photo.readings[way]) for photo in held.photos]
second = None
if compared:
    try:
        other = resources.network(cards[compared].name)
        second = other.card, other.classifier()
    except ModelError as error:
        st.error(f"{compared} cannot be used. {error}")
for photo, found in read:
    photo_view.show(held, photo, found, blurred, second)
st.subheader("All faces", anchor=False)
photo_view.table(read, network)
photo_view.downloads(read, network, blurred)
if len(read) > 1:
    st.button("Remove all", on_click=held.photos.clear)
