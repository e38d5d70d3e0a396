package dev.cloze.verbalizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Tensor;
import dev.cloze.tokenize.PretrainedTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Prototypes and rules against what OpenPrompt computed; the folder's card says how. */
class RecordedVerbalizersTest {
  private static final int VOCABULARY = 480;
  private final JsonNode recorded;

  RecordedVerbalizersTest() throws IOException {
    recorded =
        new ObjectMapper()
            .readTree(Path.of("src/test/resources/verbalizer/prototypes-and-rules.json").toFile());
  }

  /** With an identity for the map, what is recorded as mapped is what is mapped here. */
  @Test
  void theLossesOfPrototypesAreOpenPrompts() {
    int classes = recorded.get("classes").intValue();
    int each = recorded.get("examples").intValue();
    float[] instances = floats(recorded.get("instances"));
    float[] centres = floats(recorded.get("prototypes"));
    int width = centres.length / classes;
    float[] identity = new float[width * width];
    for (int i = 0; i < width; i++) {
      identity[i * width + i] = 1;
    }
    int[] labels = new int[classes * each];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i / each;
    }
    try (Prototypes prototypes =
        Prototypes.of(
            Scope.get(() -> Tensor.of(identity, width, width).lasting()),
            Scope.get(() -> Tensor.of(centres, classes, width).lasting()))) {
      float loss =
          Scope.get(
              () ->
                  prototypes
                      .loss(
                          new PrototypicalLoss(ImmutableIntArray.copyOf(labels), classes),
                          Tensor.of(instances, labels.length, width))
                      .item());

      assertThat((double) loss).isCloseTo(recorded.get("loss").doubleValue(), within(1e-5));
    }
  }

  /** A rule for each label that asks for one word at each mask is a label of PTR's verbalizer. */
  @Test
  void theScoresOfRulesAreOpenPrompts() {
    JsonNode rules = recorded.get("rules");
    ImmutableMap.Builder<String, String> labels = ImmutableMap.builder();
    for (JsonNode words : rules.get("words")) {
      labels.put(
          "label" + labels.build().size(),
          "first = %s and second = %s".formatted(words.get(0).asText(), words.get(1).asText()));
    }
    RuleOptions options =
        new RuleOptions(
            ImmutableMap.of("first", asked(rules, 0), "second", asked(rules, 1)),
            labels.buildOrThrow());
    try (PretrainedTokenizer tokenizer = RuleVerbalizerTest.tokenizer();
        RuleVerbalizer verbalizer = RuleVerbalizer.of(options, " ", tokenizer)) {
      float[] scores = new float[2 * 2 * VOCABULARY];
      for (int example = 0; example < 2; example++) {
        int row = example;
        rules
            .get("scores")
            .get(example)
            .properties()
            .forEach(
                word -> {
                  int id = tokenizer.encode(" " + word.getKey())[0];
                  for (int mask = 0; mask < 2; mask++) {
                    scores[(row * 2 + mask) * VOCABULARY + id] =
                        word.getValue().get(mask).floatValue();
                  }
                });
      }
      float[] found =
          Scope.get(
              () ->
                  verbalizer
                      .score(new GivenMaskStates(Tensor.of(scores, 4, VOCABULARY), 2))
                      .toFloats());

      for (int i = 0; i < 6; i++) {
        assertThat(found[i])
            .isCloseTo(
                rules.get("log_probabilities").get(i / 3).get(i % 3).floatValue(), within(1e-5f));
      }
    }
  }

  private static RuleOptions.SubPrompt asked(JsonNode rules, int mask) {
    ImmutableMap.Builder<String, ImmutableList<String>> values = ImmutableMap.builder();
    rules
        .get("words")
        .forEach(
            words ->
                values.put(words.get(mask).asText(), ImmutableList.of(words.get(mask).asText())));
    return new RuleOptions.SubPrompt(mask, values.buildKeepingLast());
  }

  private static float[] floats(JsonNode numbers) {
    float[] found = new float[numbers.size()];
    for (int i = 0; i < found.length; i++) {
      found[i] = numbers.get(i).floatValue();
    }
    return found;
  }
}
