"""Help with writing of what happened: names, blame and hindsight noticed, held against nobody."""
