"""Pages of learning, cohorts, delivery and programmes."""
