"""What people write while they talk: entries, their history, drafts, and the protocol that loses none.

Every accepted post is one `save` with the key its form carried; each entry it touched has a line of
history. A post that was refused lives on as a draft.
"""
