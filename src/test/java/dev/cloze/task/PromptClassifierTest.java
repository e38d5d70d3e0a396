package dev.cloze.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.Progress;
import dev.cloze.data.Example;
import dev.cloze.plm.LoadOptions;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Scope;
import dev.cloze.tokenize.EncodedPrompt;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PromptClassifierTest {
  private static final List<String> WORDS = List.of("harbour", "robot", "soup", "mayor", "kettle");

  @Test
  void predictionsComeInTheOrderOfTheExamples() {
    try (TinyClassifier tiny = new TinyClassifier("bert", LoadOptions.defaults())) {
      List<Example> examples = examples(23);
      ImmutableList<Prediction> predictions = tiny.classifier().predict(examples);

      for (int i = 0; i < examples.size(); i++) {
        Prediction alone = tiny.classifier().predict(List.of(examples.get(i))).get(0);
        assertThat(predictions.get(i).id()).isEqualTo(examples.get(i).id());
        assertSame(predictions.get(i), alone);
      }
    }
  }

  @Test
  void probabilitiesSumToOne() {
    try (TinyClassifier tiny = new TinyClassifier("gpt2", LoadOptions.defaults())) {
      assertThat(tiny.classifier().predict(examples(9)))
          .allSatisfy(p -> assertThat(p.probabilities().stream().sum()).isCloseTo(1, within(1e-9)));
    }
  }

  @Test
  void tellsTheLikeliestTokensOfTheWholeVocabulary() {
    try (TinyClassifier tiny = new TinyClassifier("bert", LoadOptions.defaults())) {
      PromptClassifier classifier = tiny.classifier();
      List<Example> examples = examples(3);
      for (EncodedPrompt prompt : classifier.tokenizer().encodeAll(examples)) {
        float[] logits =
            Scope.get(
                () ->
                    classifier
                        .model()
                        .score(classifier.tokenizer().collate(List.of(prompt)))
                        .logits()
                        .toFloats());
        double sum = 0;
        for (float logit : logits) {
          sum += Math.exp(logit);
        }
        List<Integer> byLogit =
            IntStream.range(0, logits.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer id) -> -logits[id]))
                .toList();

        Answer answer = classifier.answers(List.of(prompt), 4, Progress.SILENT).get(0);

        assertThat(answer.tokens())
            .extracting(Answer.LikelyToken::id)
            .isEqualTo(byLogit.subList(0, 4));
        for (Answer.LikelyToken token : answer.tokens()) {
          assertThat(token.probability())
              .isCloseTo(Math.exp(logits[token.id()]) / sum, within(1e-6));
        }
        assertThat(classifier.answers(List.of(prompt), 100_000, Progress.SILENT).get(0).tokens())
            .hasSize(logits.length);
      }
    }
  }

  @Test
  void namesTheLikeliestLabels() {
    try (TinyClassifier tiny = new TinyClassifier("bert", LoadOptions.defaults())) {
      PromptClassifier classifier = tiny.classifier();
      List<String> texts = List.of("the soup was old", "a robot", "it rained in october");
      List<String> expected =
          classifier.predict(texts.stream().map(Example::of).toList()).stream()
              .map(prediction -> List.of("g", "b", "d").get(prediction.label()))
              .toList();

      assertThat(classifier.classify(texts)).isEqualTo(expected);
      assertThat(classifier.classify(texts.get(2))).isEqualTo(expected.get(2));
      assertThat(classifier.classify(List.of())).isEmpty();
    }
  }

  @Test
  void whatTrainsIsTheModelWhereItWasLoadedForThat() {
    try (TinyClassifier frozen = new TinyClassifier("bert", LoadOptions.defaults());
        TinyClassifier tuned = new TinyClassifier("bert", LoadOptions.trained(NumberFormat.F32))) {
      assertThat(frozen.classifier().trainable()).isEmpty();
      assertThat(tuned.classifier().trainable())
          .isEqualTo(tuned.classifier().model().tensors())
          .isNotEmpty();
    }
  }

  private static void assertSame(Prediction found, Prediction expected) {
    for (int label = 0; label < expected.probabilities().length(); label++) {
      assertThat(found.probabilities().get(label))
          .isCloseTo(expected.probabilities().get(label), within(1e-5));
    }
  }

  private static List<Example> examples(int count) {
    Random random = new Random(11);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder text = new StringBuilder("The");
      for (int j = random.nextInt(12); j >= 0; j--) {
        text.append(' ').append(WORDS.get(random.nextInt(WORDS.size())));
      }
      examples.add(Example.of(text.toString()).withId("example " + i));
    }
    return examples;
  }
}
