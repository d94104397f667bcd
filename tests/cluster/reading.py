"""python -m tests.cluster.reading READER ADDRESS FOLDER: reads a folder's pictures, and prints a line of JSON for each.

In a process of its own, since Ray ends one that was connected to a cluster in which something died.
"""

import json
import sys
from pathlib import Path

from emotion.batch.reader import BatchSettings, Job
from emotion.cluster.connection import connected
from emotion.cluster.pool import RayPool
from tests.cluster.readers import READERS

if __name__ == "__main__":
    name, address, folder = sys.argv[1:]
    with connected(address):
        jobs = [Job(path) for path in Path(folder).glob("*.jpg")]
        for table in RayPool(BatchSettings(), 4, READERS[name]).read(jobs):
            for row in table.to_pylist() if table is not None else ():
                print(json.dumps({"name": Path(row["file"]).name, "error": row["error"]}), flush=True)
