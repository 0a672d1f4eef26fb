import { Bone, PosterGrid } from '@/ui';

export function GridBones() {
  return (
    <PosterGrid>
      {Array.from({ length: 18 }, (_, index) => (
        // Bones have no identity.
        // oxlint-disable-next-line react/no-array-index-key
        <Bone key={index} shape="poster" />
      ))}
    </PosterGrid>
  );
}
