"""The permission matrix: every address × every role × the answer that the policy asks for."""
