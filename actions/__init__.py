"""Rasa's custom actions, one file for each thing a patient may do. They decide nothing."""
