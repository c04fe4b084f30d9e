"""Temporal expressions of Spanish: their words, their grammar and their TIMEX3 values."""
