"""plans/writers: one module per format; what they write reads back as an equal plan."""
