"""What comes from above: instructions with their editions and frameworks, and documents that go down the tree (M4, M5).

Knows drafting, issuing, amending, withdrawing; receipts, study days, implementation plans. May import accounts,
organisation, audit, documents, common, regulations. What units make of a framework is the business of `criteria`.
"""
