"""What is measured, and against what. `make bench` and `make bench-quick` run it; no test watches a clock."""
