"""What a document is made of: tokens, layout, sentences, country."""
