"""The program in browser/ as Node runs it: its functions against those of the core, without a browser."""

import json
import subprocess
from pathlib import Path
from typing import Any

from emotion.browser import node
from tests.support.repository import ROOT

BROWSER = ROOT / "browser"


class TypeScript:
    """A TypeScript file that exports functions from JSON to JSON, bundled once."""

    def __init__(self, entry: Path, folder: Path) -> None:
        """Bundle a file.

        Args:
            entry: of functions by name, each of one argument; what it imports may lie in `browser/src`.
            folder: for what is made of it.
        """
        self._node = node.find().path
        self._program = folder / f"{entry.stem}.mjs"
        wrapper = folder / f"{entry.stem}.main.ts"
        wrapper.write_text(
            f'import * as functions from "{entry}"\n'
            'import { readFileSync } from "node:fs"\n'
            'const { name, given } = JSON.parse(readFileSync(0, "utf8"))\n'
            "const answer = await (functions as any)[name](given)\n"
            "process.stdout.write(JSON.stringify(answer))\n"
        )
        subprocess.run(
            [
                *(str(BROWSER / "node_modules/.bin/esbuild"), str(wrapper), "--bundle", "--platform=node"),
                *("--format=esm", f"--outfile={self._program}", "--log-level=warning"),
            ],
            check=True,
            cwd=BROWSER,
        )

    def call(self, name: str, given: Any) -> Any:
        """Return what a function answers; both as JSON takes them."""
        asked = json.dumps({"name": name, "given": given})
        done = subprocess.run([self._node, self._program], input=asked, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-4000:]
        return json.loads(done.stdout)
