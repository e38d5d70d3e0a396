package dev.cloze.tokenize;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;

/**
 * The pieces of a WordPiece vocabulary while it grows. Each pair of neighbours knows its count and
 * the words that it stands in, so that a merge looks at these words alone; counts in the queue may
 * be out of date, and are set right when they come up.
 */
final class PieceMerges {
  private static final String CONTINUES = "##";

  private final List<String> pieces = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<int[]> words = new ArrayList<>();
  private final List<Long> wordCounts = new ArrayList<>();
  private final Map<Long, Pair> pairs = new HashMap<>();
  private final PriorityQueue<Candidate> queue =
      new PriorityQueue<>(
          Comparator.comparingLong((Candidate candidate) -> -candidate.count())
              .thenComparingLong(Candidate::pair));

  /** A pair as it was counted when it was put in the queue. */
  private record Candidate(long pair, long count) {}

  /** How often two pieces are neighbours, and in which words, which may hold them no more. */
  private static final class Pair {
    private long count;
    private int[] words = new int[2];
    private int size;

    private void in(int word) {
      if (size > 0 && words[size - 1] == word) {
        return;
      }
      if (size == words.length) {
        words = Arrays.copyOf(words, 2 * size);
      }
      words[size++] = word;
    }

    private int[] take() {
      int[] taken = Arrays.copyOf(words, size);
      size = 0;
      return taken;
    }
  }

  /** Starts with special tokens and the characters that words may begin with. */
  PieceMerges(List<String> special, List<Integer> alphabet) {
    special.forEach(this::number);
    alphabet.forEach(c -> number(Character.toString(c)));
  }

  /** How many pieces there are. */
  int size() {
    return pieces.size();
  }

  /** The pieces by number. */
  ImmutableList<String> pieces() {
    return ImmutableList.copyOf(pieces);
  }

  /** Takes in a word; characters outside the alphabet fall away. */
  void add(String word, long count) {
    int[] characters = word.codePoints().toArray();
    int[] split = new int[characters.length];
    int length = 0;
    for (int i = 0; i < characters.length; i++) {
      String character = Character.toString(characters[i]);
      if (numbers.containsKey(character)) {
        split[length++] = number(i == 0 ? character : CONTINUES + character);
      }
    }
    words.add(Arrays.copyOf(split, length));
    wordCounts.add(count);
    for (int i = 1; i < length; i++) {
      change(split[i - 1], split[i], words.size() - 1, count);
    }
  }

  /** Merges until there are {@code size} pieces or no pair is left that is found often enough. */
  void merge(int size, int leastCount) {
    pairs.forEach((pair, found) -> queue.add(new Candidate(pair, found.count)));
    while (pieces.size() < size && !queue.isEmpty()) {
      Candidate top = queue.poll();
      Pair pair = pairs.get(top.pair());
      if (pair.count != top.count()) {
        queue.add(new Candidate(top.pair(), pair.count));
      } else if (pair.count < leastCount) {
        return;
      } else {
        merge((int) (top.pair() >>> Integer.SIZE), (int) top.pair(), pair);
      }
    }
  }

  private void merge(int left, int right, Pair pair) {
    String behind = pieces.get(right);
    int merged =
        number(
            pieces.get(left)
                + (behind.startsWith(CONTINUES) ? behind.substring(CONTINUES.length()) : behind));
    Set<Long> grown = new TreeSet<>();
    for (int word : pair.take()) {
      words.set(word, merged(word, left, right, merged, grown));
    }
    grown.forEach(key -> queue.add(new Candidate(key, pairs.get(key).count)));
  }

  /** The pieces of a word after a merge; its neighbours' counts follow. */
  private int[] merged(int word, int left, int right, int merged, Set<Long> grown) {
    int[] before = words.get(word);
    long count = wordCounts.get(word);
    int[] after = new int[before.length];
    int length = 0;
    int i = 0;
    while (i < before.length) {
      if (i + 1 == before.length || before[i] != left || before[i + 1] != right) {
        after[length++] = before[i++];
        continue;
      }
      if (length > 0) {
        change(after[length - 1], left, word, -count);
        grow(after[length - 1], merged, word, count, grown);
      }
      if (i + 2 < before.length) {
        change(right, before[i + 2], word, -count);
        grow(merged, before[i + 2], word, count, grown);
      }
      change(left, right, word, -count);
      after[length++] = merged;
      i += 2;
    }
    return Arrays.copyOf(after, length);
  }

  private void grow(int left, int right, int word, long count, Set<Long> grown) {
    change(left, right, word, count);
    grown.add(key(left, right));
  }

  private void change(int left, int right, int word, long count) {
    Pair pair = pairs.computeIfAbsent(key(left, right), key -> new Pair());
    pair.count += count;
    if (count > 0) {
      pair.in(word);
    }
  }

  private static long key(int left, int right) {
    return (long) left << Integer.SIZE | right;
  }

  private int number(String piece) {
    return numbers.computeIfAbsent(
        piece,
        p -> {
          pieces.add(p);
          return pieces.size() - 1;
        });
  }
}
