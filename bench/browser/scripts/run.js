// Reads a clip over and over with this page's program, one frame after another without a pause.
async ({ clip, seconds, warm, least }) => {
  const frames = window.clips[clip], { program } = window
  await program.begin()
  let number = 0
  const next = () => program.read(frames[number % frames.length], number++)
  const many = async (wanted, few) => {
    const reads = [], began = performance.now(), passed = () => (performance.now() - began) / 1000
    while (passed() < wanted || reads.length < few) reads.push(await next())
    return { seconds: passed(), reads }
  }
  await many(warm, least)
  return { ...(await many(seconds, least)), frames: number }
}
