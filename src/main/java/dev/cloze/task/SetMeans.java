package dev.cloze.task;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import dev.cloze.prompt.MaskStates;
import dev.cloze.tensor.Indexing;
import dev.cloze.tensor.Losses;
import dev.cloze.tensor.Tensor;
import dev.cloze.tokenize.EncodedPrompt;
import dev.cloze.verbalizer.Verbalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is said of texts that are asked about in several prompts each, with a set of demonstrations
 * in each of them: the mean over the sets of the labels' log-scores (Gao et al. 2021, section 6.1)
 * and of the tokens' probabilities. With one prompt a text it is what is said there.
 */
final class SetMeans {
  private final List<EncodedPrompt> prompts;
  private final Verbalizer verbalizer;
  private final int sets;
  private final int tokens;
  private final double[][] scores;
  private final float[][] words;
  private final List<ImmutableList<Answer.LikelyToken>> likeliest;

  /**
   * Nothing is known yet.
   *
   * @param prompts the sets of the first text, then those of the second
   * @param sets how many prompts a text has
   * @param tokens how many of the likeliest tokens are wanted
   */
  SetMeans(List<EncodedPrompt> prompts, Verbalizer verbalizer, int sets, int tokens) {
    checkArgument(
        prompts.size() % sets == 0, "%s prompts are no texts of %s", prompts.size(), sets);
    this.prompts = prompts;
    this.verbalizer = verbalizer;
    this.sets = sets;
    this.tokens = tokens;
    this.scores = new double[prompts.size()][];
    this.words = new float[prompts.size() / sets][];
    this.likeliest = new ArrayList<>(Collections.nCopies(prompts.size(), ImmutableList.of()));
  }

  /** Adds what a model says of some prompts, by their numbers. */
  void add(List<Integer> batch, MaskStates states) {
    int labels = verbalizer.labels().size();
    double[] found = verbalizer.score(states).toDoubles(); // [B,L]
    for (int i = 0; i < batch.size(); i++) {
      scores[batch.get(i)] = Arrays.copyOfRange(found, i * labels, (i + 1) * labels);
    }
    if (tokens > 0 && sets == 1) {
      likeliest(batch, Losses.softmax(states.logits())); // [B,V]
    } else if (tokens > 0) {
      addAll(batch, Losses.softmax(states.logits()));
    }
  }

  private void likeliest(List<Integer> batch, Tensor all) {
    int count = Math.min(tokens, Math.toIntExact(all.size(-1)));
    Tensor top = Indexing.topIds(all, count); // [B,N]
    ImmutableLongArray ids = top.toLongs();
    float[] values = Indexing.gather(all, -1, top).toFloats();
    for (int row = 0; row < batch.size(); row++) {
      likeliest.set(
          batch.get(row),
          IntStream.range(row * count, (row + 1) * count)
              .mapToObj(i -> new Answer.LikelyToken(Math.toIntExact(ids.get(i)), values[i]))
              .collect(ImmutableList.toImmutableList()));
    }
  }

  private void addAll(List<Integer> batch, Tensor all) {
    float[] found = all.toFloats();
    int vocabulary = Math.toIntExact(all.size(-1));
    for (int row = 0; row < batch.size(); row++) {
      int text = batch.get(row) / sets;
      float[] sums = words[text] == null ? new float[vocabulary] : words[text];
      for (int i = 0; i < vocabulary; i++) {
        sums[i] += found[row * vocabulary + i] / sets;
      }
      words[text] = sums;
    }
  }

  /** What is said of each text, once all prompts have been added. */
  ImmutableList<Answer> answers() {
    return IntStream.range(0, prompts.size() / sets)
        .mapToObj(text -> new Answer(prediction(text), likeliest(text)))
        .collect(ImmutableList.toImmutableList());
  }

  private Prediction prediction(int text) {
    String id = prompts.get(text * sets).exampleId();
    double[] mean = new double[verbalizer.labels().size()];
    for (int set = 0; set < sets; set++) {
      for (int label = 0; label < mean.length; label++) {
        mean[label] += scores[text * sets + set][label] / sets;
      }
    }
    return verbalizer.decidesEach() ? Prediction.ofOdds(id, mean) : Prediction.ofScores(id, mean);
  }

  private ImmutableList<Answer.LikelyToken> likeliest(int text) {
    if (tokens == 0 || sets == 1) {
      return likeliest.get(text);
    }
    float[] all = words[text];
    return IntStream.range(0, all.length)
        .boxed()
        .sorted(Comparator.comparingDouble(id -> -all[id]))
        .limit(tokens)
        .map(id -> new Answer.LikelyToken(id, all[id]))
        .collect(ImmutableList.toImmutableList());
  }
}
