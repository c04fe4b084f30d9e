"""What belongs together: mentions of one entity, and entities with each other."""
