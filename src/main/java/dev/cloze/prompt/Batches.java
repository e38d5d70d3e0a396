package dev.cloze.prompt;

import com.google.common.collect.ImmutableList;
import dev.cloze.tokenize.EncodedPrompt;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Groups prompts of like length, so that little of a batch is filling. */
public final class Batches {
  private Batches() {}

  /**
   * The numbers of the prompts, batch by batch, longest first.
   *
   * @param tokens how many tokens a batch may hold, filling counted; a longer prompt goes alone
   */
  public static ImmutableList<ImmutableList<Integer>> byLength(
      List<EncodedPrompt> prompts, int tokens) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, prompts.size()).boxed().toList());
    order.sort(Comparator.comparingInt((Integer i) -> -prompts.get(i).length()));
    ImmutableList.Builder<ImmutableList<Integer>> batches = ImmutableList.builder();
    int start = 0;
    while (start < order.size()) {
      int longest = Math.max(1, prompts.get(order.get(start)).length());
      int end = Math.min(order.size(), start + Math.max(1, tokens / longest));
      batches.add(ImmutableList.copyOf(order.subList(start, end)));
      start = end;
    }
    return batches.build();
  }
}
