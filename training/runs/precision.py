"""In which numbers a network is trained."""

from pathlib import Path


def available(name: str, device: str = "cpu") -> str:
    """Return the precision to compute in; auto takes bfloat16 on a GPU, and on a processor (Linux) that has it."""
    if name != "auto":
        return name
    if device != "cpu":
        return "mixed_bfloat16"
    try:
        flags = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return "float32"
    return "mixed_bfloat16" if "avx512_bf16" in flags or "amx_bf16" in flags else "float32"
