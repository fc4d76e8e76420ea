"""What Fireside costs, as ratios to a floor or a rival measured in the same run: `python -m tests.bench`."""
