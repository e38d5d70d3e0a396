package dev.cloze.run;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.cloze.data.Example;
import dev.cloze.prompt.Batches;
import dev.cloze.prompt.MaskStates;
import dev.cloze.task.LoadedPrompt;
import dev.cloze.tensor.Gradients;
import dev.cloze.tensor.Losses;
import dev.cloze.tensor.Scope;
import dev.cloze.tokenize.EncodedPrompt;
import dev.cloze.verbalizer.Calibrator;
import dev.cloze.verbalizer.LabelWordTokens;
import dev.cloze.verbalizer.ManualVerbalizer;
import java.util.List;
import java.util.Optional;
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
  private static final int TOKENS_AT_ONCE = 2048;

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
    double[] words = means(prompt, texts, states -> plain.wordProbabilities(states).toFloats());
    double[] labels = labelMeans(prompt, texts, plain);
    Optional<double[]> wordsAfter =
        calibrated.map(
            verbalizer ->
                means(prompt, texts, states -> verbalizer.wordProbabilities(states).toFloats()));
    Optional<double[]> labelsAfter =
        calibrated.map(verbalizer -> labelMeans(prompt, texts, verbalizer));
    ImmutableList<LabelWordTokens.Entry> entries = plain.tokens().entries();
    return new LabelExplanation(
        texts.size(),
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
    for (List<EncodedPrompt> batch : batches(prompt, texts)) {
      Gradients.pausing(
          () ->
              Scope.get(
                  () -> {
                    calibrator.add(prompt.model().score(prompt.tokenizer().collate(batch)));
                    return batch.size();
                  }));
    }
    return plain.calibrated(calibrator.calibration());
  }

  private static double[] labelMeans(
      LoadedPrompt prompt, List<Example> texts, ManualVerbalizer verbalizer) {
    return means(prompt, texts, states -> Losses.softmax(verbalizer.score(states)).toFloats());
  }

  /** Reads numbers off the states of a batch, example by example. */
  @FunctionalInterface
  private interface Reading {
    float[] of(MaskStates states);
  }

  /** The means over texts of as many numbers as there are of each. */
  private static double[] means(LoadedPrompt prompt, List<Example> texts, Reading reading) {
    double[] sums = new double[0];
    for (List<EncodedPrompt> batch : batches(prompt, texts)) {
      float[] found =
          Gradients.pausing(
              () ->
                  Scope.get(
                      () -> reading.of(prompt.model().score(prompt.tokenizer().collate(batch)))));
      int each = found.length / batch.size();
      sums = sums.length == 0 ? new double[each] : sums;
      for (int i = 0; i < found.length; i++) {
        sums[i % each] += found[i] / texts.size();
      }
    }
    return sums;
  }

  private static Iterable<List<EncodedPrompt>> batches(LoadedPrompt prompt, List<Example> texts) {
    List<EncodedPrompt> prompts = prompt.tokenizer().encodeAll(texts);
    return Iterables.transform(
        Batches.byLength(prompts, TOKENS_AT_ONCE),
        numbers -> numbers.stream().map(prompts::get).toList());
  }
}
