"""Text, pure: cleaning, sentences, words, normal forms."""
