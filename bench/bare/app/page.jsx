export default function Page() {
  return <p>A bare page of the same Next.</p>
}
