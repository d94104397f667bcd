"""On a cluster of this machine: `make test-cluster`, in an environment with Ray and without the page's libraries."""
