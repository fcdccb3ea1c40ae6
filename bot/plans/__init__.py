"""plans: what the clinician ordered, as it is read, checked, kept and turned into days."""
