// Reads a clip over and over with this page's program, one frame after another without a pause.
async ({ clip, seconds, warm, least }) => {
  const frames = window.clips[clip], { program } = window
  const next = number => program.read(frames[number % frames.length], number)
  await program.begin()
  for (let number = 0; number < warm; number++) await next(number)
  const reads = [], began = performance.now()
  const passed = () => (performance.now() - began) / 1000
  while (passed() < seconds || reads.length < least) reads.push(await next(warm + reads.length))
  return { seconds: passed(), reads }
}
