// Takes a clip's frames, as the files of the page's one input, and keeps them as canvases, which every program reads.
async name => {
  const canvases = await Promise.all([...document.querySelector("input").files].map(async file => {
    const picture = await createImageBitmap(file), { width, height } = picture
    const canvas = Object.assign(document.createElement("canvas"), { width, height })
    canvas.getContext("2d", { willReadFrequently: true }).drawImage(picture, 0, 0)
    picture.close()
    return canvas
  }))
  window.clips = { ...window.clips, [name]: canvases }
}
