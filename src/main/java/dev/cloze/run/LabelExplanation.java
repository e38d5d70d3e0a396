package dev.cloze.run;

import com.google.common.collect.ImmutableList;
import dev.cloze.data.Example;
import dev.cloze.prompt.MaskRows;
import dev.cloze.prompt.MaskStates;
import dev.cloze.task.LoadedPrompt;
import dev.cloze.tensor.Gradients;
import dev.cloze.tensor.Losses;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Tensor;
import dev.cloze.verbalizer.Calibrator;
import dev.cloze.verbalizer.LabelWordTokens;
import dev.cloze.verbalizer.ManualVerbalizer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What label words and labels get, in the mean over one text or many, before calibration and after
 * it.
 *
 * @param texts how many texts the means are over
 * @param words every label word
 * @param labels every label
 */
public record LabelExplanation(int texts, ImmutableList<Share> words, ImmutableList<Share> labels) {
  /**
   * What one word or label gets.
   *
   * @param label the label
   * @param word the word; empty for the label as a whole
   * @param tokens the word as the tokenizer splits it; empty for the label as a whole
   * @param before its probability among all label words, or among all labels
   * @param after the same once it is calibrated, where that was asked
   */
  public record Share(
      String label, String word, String tokens, double before, Optional<Double> after) {}

  /**
   * Scores texts.
   *
   * @param prompt a prompt on a model, with the manual verbalizer
   * @param calibration texts that are calibrated by; empty for no calibration
   */
  static LabelExplanation of(LoadedPrompt prompt, List<Example> texts, List<Example> calibration) {
    ManualVerbalizer plain = (ManualVerbalizer) prompt.verbalizer().orElseThrow();
    Optional<ManualVerbalizer> calibrated =
        calibration.isEmpty()
            ? Optional.empty()
            : Optional.of(calibrated(prompt, plain, calibration));
    try (MaskRows rows = rows(prompt, texts)) {
      return of(prompt, plain, calibrated, rows);
    }
  }

  private static LabelExplanation of(
      LoadedPrompt prompt,
      ManualVerbalizer plain,
      Optional<ManualVerbalizer> calibrated,
      MaskRows rows) {
    double[] words = means(rows, plain::wordProbabilities);
    double[] labels = means(rows, probabilities(plain));
    Optional<double[]> wordsAfter =
        calibrated.map(verbalizer -> means(rows, verbalizer::wordProbabilities));
    Optional<double[]> labelsAfter =
        calibrated.map(verbalizer -> means(rows, probabilities(verbalizer)));
    ImmutableList<LabelWordTokens.Entry> entries = plain.tokens().entries();
    return new LabelExplanation(
        rows.size(),
        IntStream.range(0, entries.size())
            .mapToObj(
                i ->
                    new Share(
                        plain.labels().get(entries.get(i).label()),
                        entries.get(i).word().text(),
                        tokens(prompt, entries.get(i)),
                        words[i],
                        wordsAfter.map(after -> after[i])))
            .collect(ImmutableList.toImmutableList()),
        IntStream.range(0, labels.length)
            .mapToObj(
                i ->
                    new Share(plain.labels().get(i), "", "", labels[i], labelsAfter.map(a -> a[i])))
            .collect(ImmutableList.toImmutableList()));
  }

  private static String tokens(LoadedPrompt prompt, LabelWordTokens.Entry entry) {
    return entry.ids().stream()
        .mapToObj(prompt.pretrained()::token)
        .collect(Collectors.joining(" "));
  }

  private static ManualVerbalizer calibrated(
      LoadedPrompt prompt, ManualVerbalizer plain, List<Example> texts) {
    Calibrator calibrator = new Calibrator(plain);
    try (MaskRows rows = rows(prompt, texts)) {
      calibrator.add(rows);
    }
    return plain.calibrated(calibrator.calibration());
  }

  private static MaskRows rows(LoadedPrompt prompt, List<Example> texts) {
    return MaskRows.of(
        prompt.model(), prompt.tokenizer().encodeAll(texts), prompt.tokenizer()::collate);
  }

  private static Function<MaskStates, Tensor> probabilities(ManualVerbalizer verbalizer) {
    return states -> Losses.softmax(verbalizer.score(states)); // [B,L]
  }

  /** The means over texts of as many numbers as there are of each. */
  private static double[] means(MaskRows rows, Function<MaskStates, Tensor> reading) {
    float[] found = Gradients.pausing(() -> Scope.get(() -> reading.apply(rows.all()).toFloats()));
    double[] means = new double[found.length / rows.size()];
    for (int i = 0; i < found.length; i++) {
      means[i % means.length] += found[i] / rows.size();
    }
    return means;
  }
}
