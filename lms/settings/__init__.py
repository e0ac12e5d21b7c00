"""Settings by place: base (shared), dev and demo, test, production."""
