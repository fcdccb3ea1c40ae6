"""documents: pictures and files made from what is stored. Not here: reports of patients (symptoms/)."""
