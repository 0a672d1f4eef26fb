import { Bone, HeroBones, RowBones } from '@/ui';

/** The outline of home, in the sizes that home will have. */
export function HomeBones() {
  return (
    <>
      <HeroBones tall />
      {['first', 'second'].map((row) => (
        <RowBones key={row}>
          {Array.from({ length: 10 }, (_, index) => (
            // Bones have no identity.
            // oxlint-disable-next-line react/no-array-index-key
            <Bone key={index} shape="poster" />
          ))}
        </RowBones>
      ))}
    </>
  );
}
