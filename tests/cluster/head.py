"""A cluster whose head's memory of it is killed once a line comes in; the next line ends the rest."""

import sys

from ray.cluster_utils import Cluster

if __name__ == "__main__":
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 2, "include_dashboard": False})
    print(cluster.address, flush=True)
    sys.stdin.readline()
    cluster.head_node.kill_gcs_server()
    print("killed", flush=True)
    sys.stdin.readline()
    cluster.head_node.kill_all_processes(check_alive=False)
