"""What counts as progress, when somebody may join, and what a file of trainees must look like. Pure."""
