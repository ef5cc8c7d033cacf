"""The stream to browsers: hints of what changed, and who is looking. Never data: that is fetched under policy."""
