package dev.cloze.nn;

import java.util.List;
import java.util.Optional;

/**
 * Query, key and value in one matrix [3H,H]: computed by one product, or apart where a delta acts
 * on one of them.
 *
 * @param fused all three
 * @param query rows 0 to H
 * @param key rows H to 2H
 * @param value rows 2H to 3H
 */
public record StackedMaps(Linear fused, Linear query, Linear key, Linear value) {
  private static final List<Site.Role> ROLES =
      List.of(Site.Role.QUERY, Site.Role.KEY, Site.Role.VALUE);

  /**
   * The three maps of one matrix.
   *
   * @param paths the checkpoint's names of the three, equal where it stores them as one
   * @param weight [3H,H]
   * @param bias [3H]
   * @param hidden H
   */
  public static StackedMaps of(
      int layer, List<String> paths, Parameter weight, Parameter bias, int hidden) {
    return new StackedMaps(
        new Linear(
            new Site.Linear(paths.get(0), layer, Site.Role.QUERY, hidden, 3 * hidden),
            Weight.of(weight),
            Optional.of(Weight.of(bias))),
        third(layer, 0, paths, weight, bias, hidden),
        third(layer, 1, paths, weight, bias, hidden),
        third(layer, 2, paths, weight, bias, hidden));
  }

  private static Linear third(
      int layer, int index, List<String> paths, Parameter weight, Parameter bias, int hidden) {
    long start = (long) index * hidden;
    return new Linear(
        new Site.Linear(paths.get(index), layer, ROLES.get(index), hidden, hidden),
        new Weight(weight, start, hidden),
        Optional.of(new Weight(bias, start, hidden)));
  }
}
