"""The catalogue of everything that can happen: one frozen dataclass per fact, one file per concept, no logic."""
