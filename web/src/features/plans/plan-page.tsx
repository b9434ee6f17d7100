import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { answer, api } from '@/api/client'
import { keys } from '@/api/keys'
import { Loaded } from '@/ui/states'
import { Draft } from './draft'
import { useIssue } from './issue'
import { Issued } from './issued'
import './plans.css'
import './rehearse.css'
import './steps.css'

/** One plan: a draft to work on, or what was issued. */
export function PlanPage() {
  const { planId } = useParams({ strict: false })
  const id = planId ?? ''
  const issue = useIssue(id) // held here, so that a failure is still told when the draft has become an interrupted issue
  const plan = useQuery({
    queryKey: keys.plan(id),
    queryFn: () => answer(api.GET('/api/v1/plans/{id}', { params: { path: { id } } })),
    refetchOnWindowFocus: false,
    staleTime: Number.POSITIVE_INFINITY, // the draft here is the newest; a conflict says when it is not
    gcTime: 0,
  })
  return (
    <Loaded query={plan} lines={12}>
      {(view) =>
        view.plan.status === 'draft' ? (
          <Draft key={id} view={view} issue={issue} />
        ) : (
          <Issued view={view} issue={issue} />
        )
      }
    </Loaded>
  )
}
