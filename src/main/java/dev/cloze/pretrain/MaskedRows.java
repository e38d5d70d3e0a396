package dev.cloze.pretrain;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import dev.cloze.nn.AttentionMask;
import dev.cloze.nn.Pass;
import dev.cloze.nn.StackInput;
import dev.cloze.plm.LanguageModel;
import dev.cloze.tensor.Arithmetic;
import dev.cloze.tensor.Indexing;
import dev.cloze.tensor.Losses;
import dev.cloze.tensor.Tensor;
import java.util.Arrays;

/**
 * Rows of which some tokens are asked for, M in each row; a place that stays free asks for nothing.
 */
final class MaskedRows implements Objective.Question {
  private final int[][] rows;
  private final int length;
  private final int asked;
  private final long[] ids;
  private final long[] positions;
  private final long[] targets;

  /** Rows of one length with {@code asked} places each, all free. */
  MaskedRows(int[][] rows, int asked) {
    this.rows = rows.clone();
    this.length = rows[0].length;
    this.asked = asked;
    this.ids = Arrays.stream(rows).flatMapToInt(Arrays::stream).asLongStream().toArray();
    this.positions = new long[rows.length * asked];
    this.targets = new long[rows.length * asked];
    Arrays.fill(targets, Losses.IGNORED);
  }

  /** The places of a row, M. */
  int asked() {
    return asked;
  }

  /** Fills a place of a row: asks for the token at a position and shows another there. */
  void ask(int row, int place, int position, int shown) {
    ids[row * length + position] = shown;
    positions[row * asked + place] = position;
    targets[row * asked + place] = rows[row][position];
  }

  /** The token that is shown at a position of a row. */
  long shown(int row, int position) {
    return ids[row * length + position];
  }

  /** The positions asked for, M for each row. */
  ImmutableLongArray positions() {
    return ImmutableLongArray.copyOf(positions);
  }

  /** What is right there, {@link Losses#IGNORED} at a free place. */
  ImmutableLongArray right() {
    return ImmutableLongArray.copyOf(targets);
  }

  @Override
  public int targets() {
    return (int) Arrays.stream(targets).filter(target -> target != Losses.IGNORED).count();
  }

  @Override
  public Tensor loss(LanguageModel model, Pass pass) {
    return loss(logits(model, pass));
  }

  @Override
  public Objective.Score score(LanguageModel model, Pass pass) {
    Tensor logits = logits(model, pass); // [B·M,V]
    long[] chosen = Arrays.stream(targets).map(target -> Math.max(0, target)).toArray();
    float[] best = Arithmetic.max(logits, -1).toFloats();
    float[] wanted = Indexing.gather(logits, 1, Tensor.of(chosen, targets.length, 1)).toFloats();
    int right = 0;
    for (int i = 0; i < best.length; i++) {
      right += targets[i] != Losses.IGNORED && wanted[i] == best[i] ? 1 : 0;
    }
    return new Objective.Score(loss(logits).item(), right, targets());
  }

  private Tensor loss(Tensor logits) {
    return Losses.crossEntropy(logits, Tensor.of(targets, targets.length), ImmutableList.of(), 0);
  }

  private Tensor logits(LanguageModel model, Pass pass) {
    long[] ones = new long[ids.length];
    Arrays.fill(ones, 1);
    StackInput input =
        new StackInput(
            model.embed(pass, Tensor.of(ids, rows.length, length)), // [B,T,H]
            Tensor.of(new long[ids.length], rows.length, length),
            AttentionMask.of(rows.length, length, ones),
            0);
    return model.logits(pass, model.encodeAt(pass, input, positions())); // [B·M,V]
  }
}
