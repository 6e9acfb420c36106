"""What is still worth asking: what an applicant must bring as far as is known, and the next best question."""
