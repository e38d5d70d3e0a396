"""Records the probabilities that scikit-learn gives to made-up texts.

usage: make_expected.py > expected.json
"""
import json

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

TRAIN = [
    (0, "The soup was wonderful, the bread was warm."),
    (0, "A wonderful evening; the soup, the SOUP!"),
    (1, "The engine never starts and the brakes squeal."),
    (1, "Never buy this engine: 3 of 10 brakes_failed."),
    (1, "I never saw brakes that squeal so loud."),
    (2, "Nothing happened in the late autumn of 1987."),
    (2, "Stra\u00dfe in \u00c9v\u00f3ra, 20 m\u00b2, nai\u0308ve \u0130stanbul late at night"),
    (0, "Warm bread and wonderful company"),
]
TEST = [
    "The soup was wonderful, the bread was warm.",
    "wonderful brakes",
    "The late engine never happened; the soup was late.",
    "STRASSE stra\u00dfe \u00e9v\u00f3ra m\u00b2 nai\u0308ve i\u0307stanbul istanbul",
    "x y z",
    "",
    "Not one of its words is known here? One of them is.",
    "never never never never soup",
]


def case(classes):
    train = [(label, text) for label, text in TRAIN if label in classes]
    vectorizer = TfidfVectorizer(ngram_range=(1, 2))
    features = vectorizer.fit_transform([text for _, text in train])
    model = LogisticRegression(tol=1e-12, max_iter=100000)
    model.fit(features, [label for label, _ in train])
    probabilities = model.predict_proba(vectorizer.transform(TEST))
    return {
        "train": [{"label": label, "text": text} for label, text in train],
        "test": TEST,
        "probabilities": probabilities.round(8).tolist(),
    }


print(json.dumps({"three": case({0, 1, 2}), "two": case({0, 1})}, indent=1, ensure_ascii=False))
