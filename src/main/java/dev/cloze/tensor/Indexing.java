package dev.cloze.tensor;

/** Rows by their numbers. */
public final class Indexing {
  static final String TEXT =
      """
      def rows(self, table: Tensor, ids: Tensor) -> Tensor:
        return torch.embedding(table, ids, -1, False, False)
      def select(self, x: Tensor, axis: int, ids: Tensor) -> Tensor:
        return torch.index_select(x, axis, ids)
      def gather(self, x: Tensor, axis: int, ids: Tensor) -> Tensor:
        return torch.gather(x, axis, ids)
      def top_ids(self, x: Tensor, count: int) -> Tensor:
        return (torch.topk(x, count, -1, True, True))[1]
      def overlay(self, base: Tensor, rows: Tensor, ids: Tensor) -> Tensor:
        laid = torch.embedding(rows, torch.clamp_min(torch.sub(ids, 1), 0), -1, False, False)
        return torch.where(torch.unsqueeze(torch.gt(ids, 0), -1), torch.to(laid, ops.prim.dtype(base)), base)
      """;

  private Indexing() {}

  /** The rows {@code ids} (any shape) of {@code table} [V,H]: [...,H]. */
  public static Tensor rows(Tensor table, Tensor ids) {
    return Script.call("rows", table, ids);
  }

  /** The entries {@code ids} [N] of one axis. */
  public static Tensor select(Tensor x, int axis, Tensor ids) {
    return Script.call("select", x, axis, ids);
  }

  /**
   * {@code x} at the positions {@code ids} of one axis; {@code ids} has the shape of the result.
   */
  public static Tensor gather(Tensor x, int axis, Tensor ids) {
    return Script.call("gather", x, axis, ids);
  }

  /** Where the {@code count} largest numbers of the last axis [V] stand, the largest first. */
  public static Tensor topIds(Tensor x, int count) {
    return Script.call("top_ids", x, count);
  }

  /**
   * Lays rows over a base: where an id is above 0, row {@code id - 1} stands instead of the base's.
   *
   * @param base [B,T,H]
   * @param rows [R,H]; cast to the base's format
   * @param ids [B,T], 0 for the base's own rows
   */
  public static Tensor overlay(Tensor base, Tensor rows, Tensor ids) {
    return Script.call("overlay", base, rows, ids);
  }
}
