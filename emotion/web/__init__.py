"""The part of Mien that knows Streamlit: pages lay out, this package holds what they are made of."""
