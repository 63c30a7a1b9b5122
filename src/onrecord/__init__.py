"""Onrecord reads war reporting into attributed claims, keeps them, and checks that they add up."""

__version__ = "0.1.0"
