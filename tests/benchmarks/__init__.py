"""Measurements that a person runs; the tests do not."""
