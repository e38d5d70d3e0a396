package dev.cloze.baseline;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.LinkedHashMultiset;
import com.google.common.collect.Multiset;
import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableIntArray;
import java.util.Arrays;
import java.util.List;

/**
 * Weighs the terms of a text: how often a term stands in it, times how rare the term is, the whole
 * divided by its Euclidean length. Rarity is {@code ln((1 + n) / (1 + df)) + 1}, for a term in
 * {@code df} of {@code n} texts: as scikit-learn's {@code TfidfVectorizer} computes by default.
 */
final class TfIdf {
  private final ImmutableMap<String, Integer> columns;
  private final ImmutableDoubleArray rarity; // by column

  private TfIdf(ImmutableMap<String, Integer> columns, ImmutableDoubleArray rarity) {
    this.columns = columns;
    this.rarity = rarity;
  }

  /** Learns the terms of {@code texts}: a column for each, in the order of their first use. */
  static TfIdf fit(List<ImmutableList<String>> texts) {
    LinkedHashMultiset<String> frequencies = LinkedHashMultiset.create();
    texts.forEach(terms -> frequencies.addAll(ImmutableSet.copyOf(terms)));
    ImmutableMap.Builder<String, Integer> columns = ImmutableMap.builder();
    ImmutableDoubleArray.Builder rarity = ImmutableDoubleArray.builder();
    int column = 0;
    for (Multiset.Entry<String> term : frequencies.entrySet()) {
      columns.put(term.getElement(), column++);
      rarity.add(Math.log((1.0 + texts.size()) / (1.0 + term.getCount())) + 1);
    }
    return new TfIdf(columns.buildOrThrow(), rarity.build());
  }

  /** How many terms are known. */
  int size() {
    return columns.size();
  }

  /** The weights of a text's terms; those that are not known are left out. */
  SparseRow row(List<String> terms) {
    LinkedHashMultiset<String> known = LinkedHashMultiset.create();
    terms.stream().filter(columns::containsKey).forEach(known::add);
    int[] at = known.elementSet().stream().mapToInt(columns::get).toArray();
    double[] weights =
        known.entrySet().stream()
            .mapToDouble(term -> term.getCount() * rarity.get(columns.get(term.getElement())))
            .toArray();
    double length = Vectors.norm(weights);
    return new SparseRow(
        ImmutableIntArray.copyOf(at),
        ImmutableDoubleArray.copyOf(Arrays.stream(weights).map(w -> w / length)));
  }
}
