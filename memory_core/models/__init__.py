"""The models that the memory runs: the embedder and the language model."""
