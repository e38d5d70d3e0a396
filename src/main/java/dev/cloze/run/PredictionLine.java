package dev.cloze.run;

import com.google.common.collect.ImmutableList;
import dev.cloze.data.Example;
import dev.cloze.data.LabelSet;
import dev.cloze.data.Output;
import dev.cloze.task.Prediction;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleFunction;

/**
 * What a line of predictions says, by the kind of output: what is right where it is known, what was
 * predicted, and the probabilities of labels.
 *
 * @param output the kind
 * @param form how numbers are written
 */
record PredictionLine(Output output, LabelSet labels, DoubleFunction<? extends Number> form) {
  /** Adds it to a line. */
  void addTo(Map<String, Object> line, Example example, Prediction prediction) {
    output.match(
        () -> {
          example.label().ifPresent(label -> line.put("label", labels.names().get(label)));
          line.put("predicted", labels.names().get(prediction.label()));
          return line.put("probabilities", probabilities(prediction));
        },
        several -> {
          example.labels().ifPresent(right -> line.put("labels", names(right)));
          line.put("predicted", names(several.chosen(prediction.probabilities())));
          return line.put("probabilities", probabilities(prediction));
        },
        range -> {
          example.number().ifPresent(right -> line.put("number", form.apply(right)));
          return line.put("predicted", form.apply(range.number(prediction.probabilities())));
        });
  }

  private Map<String, Number> probabilities(Prediction prediction) {
    Map<String, Number> probabilities = new LinkedHashMap<>();
    for (int i = 0; i < labels.size(); i++) {
      probabilities.put(labels.names().get(i), form.apply(prediction.probabilities().get(i)));
    }
    return probabilities;
  }

  private ImmutableList<String> names(Collection<Integer> numbers) {
    return numbers.stream().map(labels.names()::get).collect(ImmutableList.toImmutableList());
  }
}
