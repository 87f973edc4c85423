"""What those who teach are paid: by rank and hour, month by month, once the sessions really took place."""
