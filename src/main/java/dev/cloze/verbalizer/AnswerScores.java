package dev.cloze.verbalizer;

import com.google.common.collect.ListMultimap;
import com.google.common.collect.Lists;
import com.google.common.collect.MultimapBuilder;
import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.prompt.MaskStates;
import dev.cloze.tensor.Arithmetic;
import dev.cloze.tensor.Indexing;
import dev.cloze.tensor.Losses;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Shapes;
import dev.cloze.tensor.Tensor;
import dev.cloze.tokenize.EncodedPrompt;
import dev.cloze.tokenize.ModelKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The log-probabilities of whole answers: an answer of K tokens is given K masks, and its score is
 * the sum of log p(token) over them, each read in its turn. Answers of one length go through the
 * model together; what two of them have in common is run once.
 */
final class AnswerScores {
  /** How many prompts go through the model at once where each answer needs one of its own. */
  private static final int AT_ONCE = 64;

  private final MaskStates states;
  private final AnswerOrder order;
  private final boolean causal;

  AnswerScores(MaskStates states, AnswerOrder order, ModelKind kind) {
    this.states = states;
    this.order = order;
    this.causal = kind == ModelKind.CAUSAL;
  }

  /** An answer that is asked of an example, and its place among all. */
  private record Cell(int example, ImmutableIntArray tokens, int place) {}

  /**
   * The log-probabilities.
   *
   * @param answers P for each of the B examples, of a token or more
   * @return [B,P]
   */
  Tensor of(List<? extends List<ImmutableIntArray>> answers) {
    ListMultimap<Integer, Cell> byLength = MultimapBuilder.treeKeys().arrayListValues().build();
    int each = answers.get(0).size();
    for (int example = 0; example < answers.size(); example++) {
      for (int word = 0; word < each; word++) {
        ImmutableIntArray tokens = answers.get(example).get(word);
        byLength.put(tokens.length(), new Cell(example, tokens, example * each + word));
      }
    }
    List<Tensor> parts = new ArrayList<>();
    long[] found = new long[answers.size() * each];
    int done = 0;
    for (int length : byLength.keySet()) {
      for (List<Cell> cells : together(byLength.get(length), length)) {
        parts.add(of(cells, length));
        for (Cell cell : cells) {
          found[cell.place()] = done++;
        }
      }
    }
    Tensor joined = Shapes.join(parts, 0); // [B·P], in the order in which they were computed
    return Shapes.reshape(
        Indexing.select(joined, 0, Tensor.of(found, found.length)), answers.size(), each);
  }

  private List<List<Cell>> together(List<Cell> cells, int length) {
    boolean shared = length == 1 || (order == AnswerOrder.JOINT && !causal);
    return shared ? List.of(cells) : Lists.partition(cells, AT_ONCE);
  }

  /** The scores of answers of K tokens, [C]. */
  private Tensor of(List<Cell> cells, int length) {
    if (length == 1) {
      Tensor all = Losses.logSoftmax(states.logits()); // [B,V]
      return picked(
          all,
          cells.stream().mapToInt(Cell::example).toArray(),
          cells.stream().mapToInt(cell -> cell.tokens().get(0)).toArray());
    }
    List<boolean[]> filled = new ArrayList<>();
    cells.forEach(cell -> filled.add(new boolean[length]));
    if (causal) {
      filled.forEach(flags -> Arrays.fill(flags, true));
      return Arithmetic.sum(read(cells, filled, all(length)), -1);
    }
    return switch (order) {
      case JOINT -> Arithmetic.sum(read(cells, filled, all(length)), -1);
      case LEFT_TO_RIGHT -> leftToRight(cells, filled, length);
      case MOST_CONFIDENT_FIRST -> mostConfidentFirst(cells, filled, length);
    };
  }

  private static List<int[]> same(int count, int[] reads) {
    return IntStream.range(0, count).mapToObj(i -> reads).toList();
  }

  private static int[] all(int length) {
    return IntStream.range(0, length).toArray();
  }

  private Tensor read(List<Cell> cells, List<boolean[]> filled, int[] reads) {
    return read(cells, filled, same(cells.size(), reads));
  }

  private Tensor leftToRight(List<Cell> cells, List<boolean[]> filled, int length) {
    Tensor sum = Tensor.zeros(NumberFormat.F32, cells.size()); // [C]
    for (int position = 0; position < length; position++) {
      Tensor next = read(cells, filled, new int[] {position}); // [C,1]
      sum = Arithmetic.add(sum, Shapes.reshape(next, -1));
      for (boolean[] flags : filled) {
        flags[position] = true;
      }
    }
    return sum;
  }

  private Tensor mostConfidentFirst(List<Cell> cells, List<boolean[]> filled, int length) {
    Tensor sum = Tensor.zeros(NumberFormat.F32, cells.size()); // [C]
    for (int left = length; left > 0; left--) {
      List<int[]> open = filled.stream().map(AnswerScores::open).toList();
      Tensor scores = read(cells, filled, open); // [C,left]
      float[] values = scores.toFloats();
      long[] surest = new long[cells.size()];
      for (int cell = 0; cell < surest.length; cell++) {
        int best = 0;
        for (int i = 1; i < left; i++) {
          best = values[cell * left + i] > values[cell * left + best] ? i : best;
        }
        filled.get(cell)[open.get(cell)[best]] = true;
        surest[cell] = (long) cell * left + best;
      }
      Tensor flat = Shapes.reshape(scores, -1); // [C·left]
      sum = Arithmetic.add(sum, Indexing.select(flat, 0, Tensor.of(surest, surest.length)));
    }
    return sum;
  }

  private static int[] open(boolean[] filled) {
    return IntStream.range(0, filled.length).filter(i -> !filled[i]).toArray();
  }

  /**
   * Runs the model with some tokens filled in, each different prompt once.
   *
   * @param reads which R positions of each answer are read
   * @return [C,R]: the log-probabilities of the answers' own tokens there
   */
  private Tensor read(List<Cell> cells, List<boolean[]> filled, List<int[]> reads) {
    Map<MaskStates.Filling, Integer> rows = new LinkedHashMap<>();
    int count = reads.get(0).length;
    int[] places = new int[cells.size() * count];
    int[] tokens = new int[places.length];
    for (int i = 0; i < cells.size(); i++) {
      Cell cell = cells.get(i);
      MaskStates.Filling filling =
          new MaskStates.Filling(
              cell.example(),
              partly(cell.tokens(), filled.get(i)),
              ImmutableIntArray.copyOf(reads.get(i)));
      int row = rows.computeIfAbsent(filling, missing -> rows.size());
      for (int j = 0; j < count; j++) {
        places[i * count + j] = row * count + j;
        tokens[i * count + j] = cell.tokens().get(reads.get(i)[j]);
      }
    }
    Tensor all = // [rows·R,V]
        Losses.logSoftmax(states.filled(List.copyOf(rows.keySet())).logits());
    return Shapes.reshape(picked(all, places, tokens), cells.size(), count);
  }

  private static ImmutableIntArray partly(ImmutableIntArray tokens, boolean[] filled) {
    return ImmutableIntArray.copyOf(
        IntStream.range(0, filled.length).map(i -> filled[i] ? tokens.get(i) : EncodedPrompt.MASK));
  }

  /** The numbers at (row, token), of [N,V]: as many as there are rows named. */
  private static Tensor picked(Tensor all, int[] rows, int[] tokens) {
    long vocabulary = all.size(-1);
    long[] places = new long[rows.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = rows[i] * vocabulary + tokens[i];
    }
    return Indexing.select(Shapes.reshape(all, -1), 0, Tensor.of(places, places.length));
  }
}
