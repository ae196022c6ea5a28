"""The benchmarks behind ``mneme bench``."""
