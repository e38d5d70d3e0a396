package dev.cloze.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.Streams;
import dev.cloze.data.Example;
import dev.cloze.data.LabelSet;
import dev.cloze.task.Prediction;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against scikit-learn's own probabilities; see the README beside the fixture. */
class WordsLogisticRegressionTest {
  private static final double TOLERANCE = 1e-4;
  private static final LabelSet LABELS = LabelSet.of(List.of("food", "cars", "other", "unseen"));

  @ParameterizedTest
  @ValueSource(strings = {"two", "three"})
  void equalsScikitLearn(String name) throws IOException {
    JsonNode recorded = fixture().get(name);
    List<Example> test =
        Streams.stream(recorded.get("test")).map(text -> Example.of(text.textValue())).toList();

    List<Prediction> predictions = predict(train(recorded), test);

    assertThat(predictions).hasSize(8);
    for (int i = 0; i < predictions.size(); i++) {
      for (int label = 0; label < LABELS.size(); label++) {
        assertThat(predictions.get(i).probabilities().get(label))
            .as("text %s, label %s", i, label)
            .isCloseTo(
                recorded.at("/probabilities/" + i + "/" + label).asDouble(0), within(TOLERANCE));
      }
    }
  }

  @Test
  void oneLabelSeenIsCertain() {
    List<Prediction> predictions =
        predict(List.of(Example.of("late night").withLabel(2)), List.of(Example.of("soup")));

    assertThat(predictions.get(0).label()).isEqualTo(2);
    assertThat(predictions.get(0).probabilities().asList()).containsExactly(0.0, 0.0, 1.0, 0.0);
  }

  @Test
  void withoutWordsTheSharesOfTheLabelsRemain() {
    // no features: the biases alone give the likeliest shares, 2 of 3 and 1 of 3
    List<Example> train =
        List.of(
            Example.of("!").withLabel(0),
            Example.of("?").withLabel(0),
            Example.of("a").withLabel(1));

    Prediction prediction = predict(train, List.of(Example.of("soup"))).get(0);

    assertThat(prediction.probabilities().get(0)).isCloseTo(2.0 / 3, within(1e-6));
    assertThat(prediction.probabilities().get(1)).isCloseTo(1.0 / 3, within(1e-6));
  }

  @Test
  void readsAllFieldsJoinedByASpace() throws IOException {
    List<Example> train = train(fixture().get("three"));

    List<Prediction> predictions =
        predict(
            train,
            List.of(
                Example.of("the soup", "was late").withId("7"),
                Example.of("the soup was late").withId("7"),
                Example.of("the soup").withId("7")));

    assertThat(predictions.get(0)).isEqualTo(predictions.get(1)).isNotEqualTo(predictions.get(2));
    assertThat(predictions.get(0).id()).isEqualTo("7");
  }

  private static List<Prediction> predict(List<Example> train, List<Example> test) {
    return new WordsLogisticRegression().predict(train, test, LABELS);
  }

  private static List<Example> train(JsonNode recorded) {
    return Streams.stream(recorded.get("train"))
        .map(one -> Example.of(one.get("text").textValue()).withLabel(one.get("label").intValue()))
        .toList();
  }

  private static JsonNode fixture() throws IOException {
    try (InputStream in =
        WordsLogisticRegressionTest.class.getResourceAsStream("/baseline/expected.json")) {
      return new ObjectMapper().readTree(in);
    }
  }
}
