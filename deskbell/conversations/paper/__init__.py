"""How does a conversation look on paper (T7)?"""
