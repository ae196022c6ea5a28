"""The tests. A package, so that ``tests.tools`` is found here and nowhere else."""
